/** The stacks of a run, place by place, and what a new one sees of them. */
import type { Cloud } from '../cloud/cloud';
import { placeInArn } from '../cloud/addressee';
import { placeKey, type Place } from '../cloud/place';
import type { CreatedStack } from './create-stack';
import type { DeployedStack } from './deploy';
import { readsAcrossAccounts } from './execution-role';
import type { Deployed } from './stack-scope';

interface DeployedPlace {
  /** Grows while stacks are created. */
  readonly stacks: DeployedStack[];
  readonly exports: Map<string, unknown>;
  /** By stack and output name. */
  readonly outputs: Map<string, ReadonlyMap<string, unknown>>;
}

export class DeployedPlaces {
  private readonly byPlace = new Map<string, DeployedPlace>();

  stacksIn(place: Place): readonly DeployedStack[] {
    return this.at(place).stacks;
  }

  add(place: Place, stack: DeployedStack, { exports, outputs }: CreatedStack): void {
    const there = this.at(place);
    there.stacks.push(stack);
    for (const [name, value] of exports) there.exports.set(name, value);
    there.outputs.set(stack.name, outputs);
  }

  /** Exports are known in their own account and region; outputs also elsewhere, to whoever may read them. */
  seenFrom(cloud: Cloud): Deployed {
    return {
      exported: (name) => this.at(cloud).exports.get(name),
      output: (stack, output, { roleArn, region = cloud.region }) => {
        if (roleArn !== undefined) readsAcrossAccounts(cloud, { roleArn, region, stack });
        const account = (roleArn === undefined ? undefined : placeInArn(roleArn)?.account) ?? cloud.account;
        return this.at({ account, region }).outputs.get(stack)?.get(output);
      },
    };
  }

  private at(place: Place): DeployedPlace {
    const known = this.byPlace.get(placeKey(place)) ?? { stacks: [], exports: new Map(), outputs: new Map() };
    this.byPlace.set(placeKey(place), known);
    return known;
  }
}
