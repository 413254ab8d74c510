// The property is set before the element is defined, as a host's framework may do.
document.querySelector('integration-gallery').requestHeaders = async () => ({ Authorization: 'Bearer from-the-host' });
await import('/admin/integrations/assets/integration-gallery.js');
