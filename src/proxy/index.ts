export { createApp, type ProxyApp, type ProxyOptions } from './app.ts'
