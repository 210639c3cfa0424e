/** Last lines of the help of commands that do one thing. @param done what exit code 0 says */
export const exitCodeText = (done: string): string =>
  `\n\nExit code: 0 ${done}; 1 AWS did not answer, or refused; 3 an option, a name or a file that cannot be used.`;
