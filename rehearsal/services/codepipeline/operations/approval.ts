/** PutApprovalResult. */
import type { PutApprovalResultOutput } from '@aws-sdk/client-codepipeline';
import * as v from 'valibot';
import type { Cloud } from '../../../cloud/cloud';
import { validated } from '../../../cloud/validated';
import type { Approvals } from '../approvals';
import { findAction, findEngine, findStage, type Engines } from '../lookup';
import { callerArn } from '../principal';
import { name, uuid } from './members';

const input = v.object({
  pipelineName: name,
  stageName: name,
  actionName: name,
  token: uuid,
  result: v.object({
    status: v.picklist(['Approved', 'Rejected']),
    summary: v.pipe(v.string(), v.maxLength(512, 'Member must have length less than or equal to 512')),
  }),
});

export const approvalOperations = (cloud: Cloud, engines: Engines, approvals: Approvals) => ({
  PutApprovalResult: validated(input, {
    needs: ({ pipelineName, stageName, actionName }) => [
      {
        action: 'codepipeline:PutApprovalResult',
        resource: cloud.arn('codepipeline', `${pipelineName}/${stageName}/${actionName}`),
      },
    ],
    run: ({ pipelineName, stageName, actionName, token, result }, caller): PutApprovalResultOutput => {
      const { stage } = findStage(findEngine(engines, pipelineName, cloud.account).pipeline, stageName);
      findAction(stage, actionName);
      approvals.answer(stage.runs.get(actionName), token, { ...result, by: callerArn(cloud, caller) });
      return { approvedAt: new Date(cloud.clock.now()) };
    },
  }),
});
