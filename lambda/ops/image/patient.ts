import type { AskService } from './running-image';

/** How often is asked. */
const attempts = 6;

/** Asks again where IAM does not know the function's policy yet: it is as new as the stack. @param pause between two attempts */
export const patient =
  (ask: AskService, pause: () => Promise<void>): AskService =>
  async (asked) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await ask(asked);
      } catch (error) {
        if (attempt === attempts || !(error instanceof Error) || error.name !== 'AccessDeniedException') throw error;
        await pause();
      }
    }
  };
