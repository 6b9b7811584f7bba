/// <reference types="vite/client" />

declare module '*.yaml' {
  const texts: Readonly<Record<string, string>>
  export default texts
}
