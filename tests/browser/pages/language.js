// A host's own language: one JSON file, which need not say everything.
import { IntegrationGallery } from '/admin/integrations/assets/integration-gallery.js';
IntegrationGallery.addLanguage('ar', '/pages/ar.json');
