/** The HTTP door: routes, pages and files over the use cases of app. */
export { api } from './api.ts'
export { httpApp, isWebBuilt, listen, WEB_FOLDER } from './server.ts'
