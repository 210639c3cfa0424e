/** Dynatrace OneAgent on an instance, installed at its first start. Its token is read there, and stands in no template. */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Config } from '../config/config';
import type { CloudFile } from './cloud-config';

/** What the agent is installed from. */
export interface OneAgent {
  /** Address of the Dynatrace environment. */
  readonly url: string;
  /** Name of the secret with the token that may download the installer. */
  readonly tokenSecretName: string;
  /** Group of hosts that the instance belongs to. */
  readonly hostGroup: string;
}

/** Where the script lies on the instance. */
const script = '/opt/unbreakable/install-oneagent.sh';

/** The agent of an environment, where the team wants one. */
export function oneAgentOf({ dynatrace }: Config, environment: string): OneAgent | undefined {
  return dynatrace?.oneAgent === undefined
    ? undefined
    : { url: dynatrace.url, tokenSecretName: dynatrace.oneAgent.tokenSecretName, hostGroup: `unbreakable-${environment}` };
}

/**
 * The file and the command that install it. An agent that cannot be installed keeps no application from running: the
 * command always succeeds, and what went wrong is in /var/log/unbreakable/oneagent.log.
 */
export function oneAgentSetup(scope: Construct, agent: OneAgent): { readonly file: CloudFile; readonly command: string } {
  return {
    file: { path: script, permissions: '0700', content: installer(Stack.of(scope).region, agent) },
    command: `${script} >>/var/log/unbreakable/oneagent.log 2>&1 || echo "OneAgent was not installed; see /var/log/unbreakable/oneagent.log"`,
  };
}

/** Lets instances read exactly this secret, with whatever six characters Secrets Manager has added to its name. */
export function letReadInstallerToken(role: Role, { tokenSecretName }: OneAgent): void {
  const arn = Stack.of(role).formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    resourceName: `${tokenSecretName}-??????`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  role.addToPolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [arn] }));
}

/**
 * Downloads the installer for arm64, checks Dynatrace's signature on it, runs it. The token goes to curl by standard input,
 * so that no list of processes shows it.
 * https://docs.dynatrace.com/docs/ingest-from/dynatrace-oneagent/installation-and-operation/linux/installation/install-oneagent-on-linux
 */
const installer = (region: string, { url, tokenSecretName, hostGroup }: OneAgent): string => `#!/bin/bash
set -euo pipefail
umask 077
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
secret="$(aws secretsmanager get-secret-value --region ${quoted(region)} --secret-id ${quoted(tokenSecretName)} --query SecretString --output text)"
case "$secret" in
  '{'*) token="$(printf '%s' "$secret" | tr -d '\\n' | sed -n 's/.*"token"[[:space:]]*:[[:space:]]*"\\([^"]*\\)".*/\\1/p')" ;;
  *) token="$secret" ;;
esac
printf 'header = "Authorization: Api-Token %s"\\n' "$token" |
  curl --config - --fail --silent --show-error --location --retry 5 --retry-delay 5 --output "$folder/installer.sh" \\
    ${quoted(`${url.replace(/\/$/, '')}/api/v1/deployment/installer/agent/unix/default/latest?arch=arm&flavor=default`)}
curl --fail --silent --show-error --retry 5 --output "$folder/root.pem" https://ca.dynatrace.com/dt-root.cert.pem
{
  printf 'Content-Type: multipart/signed; protocol="application/x-pkcs7-signature"; micalg="sha-256"; boundary="--SIGNED-INSTALLER"\\n\\n\\n----SIGNED-INSTALLER\\n'
  cat "$folder/installer.sh"
} | openssl cms -verify -CAfile "$folder/root.pem" >/dev/null
/bin/sh "$folder/installer.sh" --set-monitoring-mode=fullstack --set-app-log-content-access=true --set-host-group=${quoted(hostGroup)}
`;

/** One word of the shell, whatever is in it. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
