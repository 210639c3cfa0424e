import { resolveValue } from '../../rehearsal/template/resolve';
import type { Account } from './account';
import { checkAlarms } from './alarms';
import type { Finding } from './difference';
import type { Deployed } from './resources';
import { templateScope } from './template-scope';
import { checkTopics } from './topics';

/** Whether alarms act, and whether somebody hears of them, of decisions and of repairs. @param now epoch milliseconds of AWS */
export async function checkHearing(
  deployed: Deployed,
  tools: Account,
  accounts: readonly Account[],
  now: number,
): Promise<readonly Finding[]> {
  const all = await Promise.all(
    accounts.map(async (account) => {
      const { findings, topics } = await checkAlarms(account, now);
      const own = account === tools ? [deployed.topicArn, deployed.criticalTopicArn] : [];
      const chat = chatTopics(account);
      const wanted = [...new Set([...own, ...topics, ...chat])].filter((topic) => topic !== '');
      return [...findings, ...(await checkTopics(account.clients.sns, wanted, chat))];
    }),
  );
  return all.flat();
}

/** Topics that a configured chat channel shows. */
const chatTopics = (account: Account): readonly string[] =>
  account.stacks.flatMap((stack) =>
    Object.values(stack.template.Resources)
      .filter(({ Type }) => Type === 'AWS::Chatbot::SlackChannelConfiguration')
      .flatMap(({ Properties: { SnsTopicArns } }) =>
        [resolveValue(SnsTopicArns, templateScope(account, stack, account.stacks))].flat().map(String),
      ),
  );
