/**
 * Calls back for every key that is pressed, until closed. Does nothing where nobody is at a keyboard.
 * Ctrl-C keeps its meaning, which raw mode would take from it.
 */
export function listenToKeys(input: NodeJS.ReadStream, pressed: (key: string) => void): { close(): void } {
  if (!input.isTTY) return { close: () => undefined };
  const listener = (data: Buffer): void => {
    const key = data.toString('utf8');
    if (key === '\u0003') process.kill(process.pid, 'SIGINT');
    else pressed(key);
  };
  let open = true;
  input.setRawMode(true);
  input.resume();
  input.on('data', listener);
  return {
    close() {
      if (!open) return;
      open = false;
      input.off('data', listener);
      input.setRawMode(false);
      input.pause();
    },
  };
}
