/** Tells on a terminal's error stream that something is under way; says nothing anywhere else. */
export interface Progress {
  /** Replaces what was said before. */
  say(text: string): void;
  /** Clears the line, until something is said again. */
  clear(): void;
  end(): void;
}

/** Where progress is shown, such as standard error; `isTTY` is absent where it is no terminal. */
export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): boolean;
}

/** Clears the line on which the cursor is, and goes to its start. */
const clearLine = '\r\u001b[2K';

const frames = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';

/** Shows a turning sign and the seconds since the text last changed. */
export function openProgress(output: Screen): Progress {
  if (!output.isTTY) return { say: () => undefined, clear: () => undefined, end: () => undefined };
  let [text, since, frame] = ['', performance.now(), 0];
  const draw = (): void => {
    if (text === '') return;
    frame += 1;
    const seconds = Math.floor((performance.now() - since) / 1000);
    output.write(`${clearLine}${frames[frame % frames.length] ?? ''} ${text}${seconds > 0 ? ` (${seconds} s)` : ''}`);
  };
  const timer = setInterval(draw, 120);
  timer.unref();
  return {
    say(next) {
      [text, since] = [next, performance.now()];
      draw();
    },
    clear() {
      text = '';
      output.write(clearLine);
    },
    end() {
      clearInterval(timer);
      output.write(clearLine);
    },
  };
}
