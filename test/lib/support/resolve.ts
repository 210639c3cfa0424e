/** The text of a template value with every reference written as `<name>`. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(text).join(',');
  if (typeof value !== 'object' || value === null) return String(value);
  const [[name, argument] = ['', undefined]] = Object.entries(value);
  if (name === 'Ref') return `<${text(argument)}>`;
  if (name === 'Fn::GetAtt') return `<${(argument as string[]).join('.')}>`;
  if (name === 'Fn::Base64') return text(argument);
  if (name === 'Fn::Join') return (argument as [string, unknown[]])[1].map(text).join((argument as [string, unknown[]])[0]);
  if (name === 'Fn::GetStackOutput')
    return `<${(argument as { StackName: string }).StackName}.${(argument as { OutputName: string }).OutputName}>`;
  return `<${name}>`;
}
