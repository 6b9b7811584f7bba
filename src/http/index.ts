/** The HTTP door: routes, pages and files over the use cases of app. */
export { httpApp, isWebBuilt, listen } from './server.ts'
