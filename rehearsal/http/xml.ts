/** Values of stand-ins as the XML of AWS. */
import { XMLBuilder } from 'fast-xml-parser';

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', suppressEmptyNode: false });

/**
 * An XML document.
 *
 * @param item element that wraps each item of a list; without one, lists are flat: the list's own element repeats
 */
export const toXml = (document: object, item?: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(toNodes(document, item))}`;

const toNodes = (value: unknown, item: string | undefined): unknown => {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) {
    const items = value.map((each) => toNodes(each, item));
    return item === undefined ? items : { [item]: items };
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [key, toNodes(member, item)]),
  );
};
