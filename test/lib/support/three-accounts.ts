/** Ids of three accounts that nobody has, and where each environment is: staging in another region than the tools. */
export const [tools, staging, production] = ['111111111111', '222222222222', '333333333333'];

export const threeAccounts = {
  tools: { id: tools, region: 'eu-west-1' },
  staging: { id: staging, region: 'eu-central-1' },
  production: { id: production, region: 'eu-west-1' },
};
