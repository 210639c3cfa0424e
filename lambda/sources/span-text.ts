import type { Window } from '../judge/series';

const time = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');

/** A window for people, for example `from 2026-11-20 10:00 to 2026-11-20 10:30 UTC`. */
export const spanText = ({ start, end }: Window): string => `from ${time(start)} to ${time(end)} UTC`;
