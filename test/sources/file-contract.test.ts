import { fileSource } from '../../lambda/sources/file/file-source';
import { describeValues } from './contract';
import { request, signature, start } from './requests';

const throughput = signature('service.requestspermin', 'avg', { id: 'service.requestspermin/avg' });

describeValues({
  name: 'A file',
  start: async () => {
    let text = '';
    return {
      source: () => fileSource([{ name: 'series.csv', text }]),
      request: request(throughput),
      elsewhere: request(throughput, { environment: { name: 'Nowhere', tags: [] } }),
      hold: (value) => {
        const minutes = Array.from({ length: 40 }, (_, index) => index - 15);
        const rows = minutes.map((minute) => `${start + minute * 60_000},Staging,${throughput.id},${value(minute) ?? ''}`);
        text = ['time,environment,signature,value', ...rows].join('\n');
      },
    };
  },
});
