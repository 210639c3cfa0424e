import { Stack } from 'aws-cdk-lib';
import { LoggingLevel, SlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { SlackConfig } from '../config/sections/telling';

/**
 * Tells a channel of Slack what topics tell. The channel's role may do nothing, so that nobody acts on the account from a
 * chat: approvals are answered in the console, under people's own names.
 */
export function slackChannel(
  scope: Construct,
  id: string,
  { workspaceId, channelId }: SlackConfig,
  topics: readonly ITopic[],
): SlackChannelConfiguration {
  return new SlackChannelConfiguration(scope, id, {
    slackChannelConfigurationName: Stack.of(scope).stackName,
    slackWorkspaceId: workspaceId,
    slackChannelId: channelId,
    notificationTopics: [...topics],
    loggingLevel: LoggingLevel.ERROR,
    role: new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('chatbot.amazonaws.com'),
      description: 'Of the Slack channel: may do nothing',
    }),
    // Without a guardrail AWS puts AdministratorAccess there.
    guardrailPolicies: [ManagedPolicy.fromAwsManagedPolicyName('CloudWatchReadOnlyAccess')],
  });
}
