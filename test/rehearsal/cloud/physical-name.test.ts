import * as fc from 'fast-check';
import { physicalName } from '../../../rehearsal/cloud/physical-name';

test('a name holds stack, logical id and a suffix', () => {
  expect(physicalName({ stackName: 'Gate', logicalId: 'Table' })).toMatch(/^Gate-Table-[0-9A-Z]{12}$/);
});

test('names keep the limit, stay the same, and differ where the resource differs', () => {
  const id = fc.stringMatching(/^[A-Za-z0-9]{1,80}$/);
  fc.assert(
    fc.property(id, id, fc.integer({ min: 20, max: 100 }), (stackName, logicalId, limit) => {
      const name = physicalName({ stackName, logicalId }, limit);
      expect(name.length).toBeLessThanOrEqual(limit);
      expect(physicalName({ stackName, logicalId }, limit)).toBe(name);
      expect(physicalName({ stackName, logicalId: `${logicalId}x` }, limit)).not.toBe(name);
    }),
  );
});
