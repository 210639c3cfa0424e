import { Duration } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, Architecture, Code, Function, Runtime, Version, type IVersion } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { applicationNames, functionNames } from '../../foundation/names';
import type { ComputeProps } from '../kind';
import { releasePlace } from '../release-place';

/** What answers until the first build is deployed. */
const nothingYet = `exports.handler = async () => ({
  statusCode: 503, headers: { 'content-type': 'text/plain' }, body: 'Nothing is deployed yet.', isBase64Encoded: false,
});
`;

/** The application's function, and the alias that the load balancer calls. Builds arrive by deployments, as versions. */
export class LiveFunction extends Construct {
  readonly alias: Alias;

  constructor(scope: Construct, id: string, { environment, settings, logGroup }: ComputeProps) {
    super(scope, id);
    const names = functionNames(environment);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `The application in ${environment}: writes its log`,
    });
    logGroup.grantWrite(role);
    const code = new Function(this, 'Code', {
      functionName: names.sample,
      description: `The application in ${environment}; its alias ${names.alias} serves requests`,
      code: Code.fromInline(nothingYet),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: settings.functionMemoryMegabytes,
      ...(settings.functionReservedConcurrency && { reservedConcurrentExecutions: settings.functionReservedConcurrency }),
      timeout: Duration.seconds(30),
      role,
      logGroup,
      // The deploy function adds which build it is.
      environment: { ENVIRONMENT: environment, APP_NAME: applicationNames.sample, ...releasePlace(environment) },
    });
    // Not `currentVersion`: a change of the function would publish again and take the alias away from what is deployed.
    const first = new Version(this, 'First', { lambda: code, description: 'Before the first deployment' });
    // The class misses its own interface by exactOptionalPropertyTypes only.
    this.alias = new Alias(this, 'Alias', { aliasName: names.alias, version: first as IVersion });
  }
}
