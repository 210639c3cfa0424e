/** Private addresses of one cloud's network: on a laptop every address is a port of 127.0.0.1. */
import type { Cloud } from '../cloud/cloud';

const networks = new WeakMap<Cloud, Addresses>();

/** The addresses of a cloud. */
export const addressesOf = (cloud: Cloud): Addresses => {
  const known = networks.get(cloud) ?? new Addresses();
  networks.set(cloud, known);
  return known;
};

export class Addresses {
  private readonly ports = new Map<string, number>();
  private given = 0;

  /** A new address of 10.0.0.0/16 that stands for a local port. */
  give(port: number): string {
    this.given += 1;
    const address = `10.0.${Math.floor(this.given / 250) % 250}.${(this.given % 250) + 4}`;
    this.ports.set(address, port);
    return address;
  }

  release(address: string): void {
    this.ports.delete(address);
  }

  /** The local port behind an address; undefined for one that nobody has. */
  portOf(address: string): number | undefined {
    return this.ports.get(address);
  }
}
