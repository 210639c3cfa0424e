/** What the load asks for: four in five requests do the sample's work, the fifth goes round the other routes. */
const others = ['/', '/api/echo?text=hello', '/api/version', '/api/login?username=load'] as const;

/** Path and query of the n-th request, n ≥ 0. */
export function pathOfRequest(n: number): string {
  if (n % 5 !== 4) return '/api/invoke';
  return others[Math.floor(n / 5) % others.length] ?? '/';
}
