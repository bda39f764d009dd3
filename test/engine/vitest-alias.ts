/**
 * For `resolve.alias` of a vitest config. n8n-workflow ships twice: vitest would give our nodes the ESM
 * copy, and n8n-core requires the CommonJS one. Then `instanceof NodeOperationError` is false inside the
 * engine. In a real n8n there is one copy, and so there must be here.
 */
export const oneN8nWorkflow = { 'n8n-workflow': require.resolve('n8n-workflow') };
