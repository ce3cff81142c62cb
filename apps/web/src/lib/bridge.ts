/** What the api process gives the web; types only, so nothing of the api is built into the web. */
export type { WebBridge, WebError, WebResult, WebUpload } from '../../../api/src/web/web-bridge';
