import type { ReportLinks } from '../../../lambda/report/ports';

/** Addresses as the function makes them, without a real signature. */
export const links: ReportLinks = ({ page, id }, format) =>
  `https://report.example/${page}s/${encodeURIComponent(Buffer.from(id).toString())}?expires=1800000000&signature=${'ab'.repeat(32)}${format === undefined ? '' : `&format=${format}`}`;
