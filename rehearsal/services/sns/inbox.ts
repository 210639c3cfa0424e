/** Where the mails go that a topic sends: a file of the run, instead of anybody's mailbox. */
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cloud } from '../../cloud/cloud';
import type { Notification } from './topic';

/** Name of the file in the directory of a run: NDJSON, one line per mail. */
export const inboxFile = 'inbox.ndjson';

/** One mail. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Virtual time, ISO 8601. */
  readonly at: string;
}

export const deliverMail = async (cloud: Cloud, to: string, notification: Notification): Promise<void> => {
  const mail: Mail = {
    to,
    subject: notification.subject ?? 'AWS Notification Message',
    text: notification.message,
    at: notification.timestamp,
  };
  await appendFile(join(cloud.directory, inboxFile), `${JSON.stringify(mail)}\n`);
};
