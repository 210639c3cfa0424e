import * as v from 'valibot';
import { choice, option } from '../option';
import { whole } from '../units';

const path = v.pipe(
  v.string('must be text'),
  v.regex(/^(?!\/)(?!.*\.\.)[\w./@-]+$/, 'must be a path inside the sources, without .. and a leading /'),
  v.metadata({ range: 'path inside the sources' }),
);
const command = v.pipe(v.string('must be text'), v.nonEmpty('must not be empty'));

/** What makes a release of sources. */
export const buildSchema = v.pipe(
  v.strictObject({
    buildspec: choice(
      path,
      'Path of a buildspec in the sources whose secondary artifacts are `Application`, `Tests` and `Monspec`. Either this or `commands`.',
    ),
    commands: choice(
      v.pipe(v.array(command, 'must be a list of commands'), v.minLength(1, 'must hold at least one command')),
      'Shell commands that build the sources; `outputs` says where they leave what.',
    ),
    outputs: v.optional(
      v.strictObject({
        application: option(path, 'dist/app', 'Folder with the application and its appspec.yml; for `commands`.'),
        tests: option(path, 'dist/tests', 'Folder with the load test and its appspec.yml; for `commands`.'),
        monspec: option(path, 'monspec.json', 'The monspec; for `commands`.'),
      }),
      {},
    ),
    size: option(v.picklist(['small', 'medium', 'large'], 'must be small, medium or large'), 'small', 'CodeBuild’s arm64 machine.'),
    timeoutMinutes: option(whole('minutes', 5, 480), 30, 'After which a build fails.'),
    cache: option(
      v.array(path, 'must be a list of paths'),
      ['node_modules'],
      'Folders of the sources that are kept on the machine for the next build.',
    ),
    containerImages: option(
      v.boolean('must be true or false'),
      false,
      'Whether the build makes container images, which needs a privileged machine.',
    ),
  }),
  v.forward(
    v.check(
      ({ buildspec, commands }) => (buildspec === undefined) !== (commands === undefined),
      'must be given, or buildspec, but not both',
    ),
    ['commands'],
  ),
);

/** How sources become a release. */
export type BuildConfig = v.InferOutput<typeof buildSchema>;
