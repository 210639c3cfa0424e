/**
 * UserParameters of the `RegisterValidation` action, as JSON of at most 1,000 characters.
 * The original's `<comparison>,<minutes>,<approvalAction>` is accepted too, with the defaults below.
 */
export interface RegisterParameters {
  /** Name of a comparison of the monspec. */
  readonly comparison: string;
  /** Length of the measured window, 1 to 1,440. */
  readonly windowMinutes: number;
  /** Name of the manual approval in the same stage. */
  readonly approvalAction: string;
  /** `#{codepipeline.PipelineExecutionId}`; where it is absent, the job's details name the execution. */
  readonly executionId?: string;
  /** The service of the monspec to judge. Default: the only one. */
  readonly service?: string;
  /** Minutes after registration before the window begins, 0 to 60. Default 2. */
  readonly warmUpMinutes?: number;
  /** Minutes to wait after the window for metrics to arrive, 0 to 15. Default 2. */
  readonly ingestionDelayMinutes?: number;
  /** Minutes between two looks, 1 to 60. Default 1. */
  readonly lookEveryMinutes?: number;
  /** Minutes that an inconclusive window is extended by, once; 0 = never. Default: the window's length. */
  readonly extendMinutes?: number;
  /** Default `enforce`. */
  readonly mode?: GateMode;
}

/**
 * observe: record only; advise: record and recommend, a person answers; enforce: answer the approval.
 */
export type GateMode = 'observe' | 'advise' | 'enforce';
