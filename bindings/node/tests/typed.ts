// Code of a host, for tsc: what the declarations promise.
import { Gallery, GalleryError, type Settings } from 'integration-gallery';

export async function settings(): Promise<Settings> {
  const gallery = await Gallery.open({ 'database.url': 'sqlite:///x', 'catalog.hide': ['jira'] }, { authorizer: async ({ permissions }) => (permissions & 4n) !== 0n });
  const session = gallery.session('apollo', 'ada', 7n);
  const token: string | undefined = (await session.credentials('jira', 'a test')).secret('/authentication/token');
  try {
    return await session.put('jira', { enabled: token !== undefined }, { ifRevision: 1 });
  } catch (error) {
    if (error instanceof GalleryError) console.log(error.errors.map((issue) => issue.pointer));
    // @ts-expect-error a name is a string
    await session.get(7);
    throw error;
  }
}
