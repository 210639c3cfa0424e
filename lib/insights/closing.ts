import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** When AWS closes DevOps Guru, step by step. */
export const closing = { newCustomers: '29 October 2026', support: '30 September 2027' } as const;

/** Says at every synth, once, that this stack has an end. A note and no finding: accounts that use the service may go on until then. */
export const announceClosing = (construct: IConstruct): void =>
  Annotations.of(construct).addInfo(
    `Amazon DevOps Guru is closed to new customers since ${closing.newCustomers}: this stack fails in an account that has not used it. ` +
      `Its support ends on ${closing.support}; remove devopsGuru from unbreakable.config.ts before then, since its CloudFormation types fail afterwards. ` +
      'What takes its place: docs/devops-guru.md',
  );
