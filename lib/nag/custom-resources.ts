import type { Stack } from 'aws-cdk-lib';
import { acknowledge } from './acknowledge';

/** Acknowledges what CDK's own helper functions bring along (emptying buckets, closing the default security group). */
export function acknowledgeCustomResources(stack: Stack): void {
  for (const child of stack.node.children.filter(({ node }) => node.id.startsWith('Custom::'))) {
    acknowledge(child, {
      IAM4: 'A helper function of CDK that runs only while the stack is deployed or removed; its role is not ours to write.',
      IAM5: 'A helper function of CDK that runs only while the stack is deployed or removed; its role is not ours to write.',
      L1: 'CDK chooses the runtime of its helper functions.',
    });
  }
}
