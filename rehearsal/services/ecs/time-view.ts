/** A member that holds a time stamp, where there is one. */
export const at = <Key extends string>(key: Key, time: number | undefined): { [K in Key]?: Date } =>
  time === undefined ? {} : ({ [key]: new Date(time) } as { [K in Key]: Date });
