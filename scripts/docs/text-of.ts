/** The text of a template value, with references in angle brackets. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  const [name = '', argument] = Object.entries(value)[0] ?? [];
  switch (name) {
    case 'Ref':
      return String(argument).startsWith('AWS::') ? `<${String(argument).slice(5)}>` : `<${String(argument)}>`;
    case 'Fn::GetAtt':
      return `<${(argument as readonly string[]).join('.')}>`;
    case 'Fn::Join': {
      const [separator, parts] = argument as readonly [string, readonly unknown[]];
      return parts.map(textOf).join(separator);
    }
    case 'Fn::GetStackOutput': {
      const { StackName, OutputName } = argument as { readonly StackName: unknown; readonly OutputName: string };
      return `<${textOf(StackName)}.${OutputName.replace(/^(ExportsOutput|Output)/, '')}>`;
    }
    default:
      return `<${name}>`;
  }
}
