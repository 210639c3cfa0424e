import pc from 'picocolors';
import type { StoryEvent, Watcher } from '../../rehearsal/story/events';
import { initialState, progress } from './state';
import { renderProgress, toneSign } from './view';
import { sentence } from './words';

/** Shows a story while it runs. */
export interface Screen {
  readonly show: Watcher;
  /** Leaves the last picture standing and gives the cursor back; calling it twice is fine. */
  close(): void;
}

/** A live picture on a terminal; plain lines, one per thing that happened, everywhere else. */
export const openScreen = async (output: NodeJS.WriteStream, footer: string): Promise<Screen> =>
  output.isTTY ? await liveScreen(output, footer) : plainScreen(output);

async function liveScreen(output: NodeJS.WriteStream, footer: string): Promise<Screen> {
  const { createLogUpdate } = await import('log-update');
  const update = createLogUpdate(output);
  let state = initialState;
  let open = true;
  return {
    show(event) {
      if (!open) return;
      state = progress(state, event);
      update(renderProgress(state, { colors: pc, width: output.columns }, footer));
    },
    close() {
      if (!open) return;
      open = false;
      update(renderProgress(state, { colors: pc, width: output.columns }, ''));
      update.done();
    },
  };
}

function plainScreen(output: NodeJS.WritableStream): Screen {
  const started = performance.now();
  return {
    show(event) {
      const text = plainText(event);
      if (text !== undefined) output.write(`${elapsed(performance.now() - started)}  ${text}\n`);
    },
    close: () => undefined,
  };
}

/** What an event adds to a log; nothing for the many that only move the picture. */
export function plainText(event: StoryEvent): string | undefined {
  switch (event.kind) {
    case 'phase':
    case 'note':
      return event.text;
    case 'line': {
      const said = event.line.type === 'summary' ? undefined : sentence(event.line);
      return said && `${toneSign(said.tone, pc)} ${said.text}`;
    }
    case 'snapshot':
      return undefined;
  }
}

/** `1:05` */
const elapsed = (milliseconds: number): string => {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};
