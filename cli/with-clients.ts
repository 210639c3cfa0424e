import { connect, disconnect, type Clients } from './pipeline/clients';

/** Does something with the AWS clients of the standard chain, and closes them whatever happens. */
export async function withClients<T>(act: (clients: Clients) => Promise<T>): Promise<T> {
  const clients = connect({});
  try {
    return await act(clients);
  } finally {
    disconnect(clients);
  }
}
