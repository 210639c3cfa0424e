/** What the names in a template stand for while one stack is created. */
import type { CreatedResource } from '../cloud/service';

/** Where the stack of an output is. */
export interface OutputPlace {
  /** Role that reads it, where the stack is in another account. */
  readonly roleArn?: string;
  /** Absent: the region of the stack that reads. */
  readonly region?: string;
}

export interface Scope {
  /** Pseudo parameters and parameters; undefined where the name is neither. */
  parameter(name: string): unknown;
  /** A resource of the same stack. Throws TemplateError where it does not exist or is not rehearsed. */
  resource(logicalId: string): CreatedResource;
  /** Throws TemplateError where the template has no such condition. */
  condition(name: string): unknown;
  mapping(name: string, top: string, second: string): unknown;
  /** Value of an export of another stack. */
  imported(name: string): unknown;
  /** Value of an output of another stack. */
  stackOutput(stackName: string, outputName: string, from: OutputPlace): unknown;
  /** Availability zones of the region. */
  readonly zones: readonly string[];
  /** For messages: the stack and what is being resolved. */
  readonly where: string;
}
