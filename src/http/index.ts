export { createHttp } from './app.js';
export type { ApiDeps } from './deps.js';
export { keepKey, listKeys, newKey, revokeKey } from './keys.js';
export { createMetrics, type Metrics } from './metrics.js';
export { openApi } from './openapi.js';
export { routes } from './routes/index.js';
