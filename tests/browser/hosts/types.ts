import { IntegrationGallery, type Change } from 'integration-gallery-page';

const gallery = document.createElement('integration-gallery');
gallery.requestHeaders = async () => ({ Authorization: 'Bearer token' });
gallery.addEventListener('integration-before-change', (event) => {
  if (event.detail.change === 'disable' && event.detail.sections === undefined) event.preventDefault();
});
const seen: Change[] = [];
gallery.addEventListener('integration-change', (event) => { seen.push(event.detail); });
const found: boolean = gallery.configure('jira');
IntegrationGallery.addLanguage('nl', { grid: { 'page.title': 'Integraties' } });
// @ts-expect-error a header is a text
gallery.requestHeaders = { Authorization: 7 };
export { found, seen };
