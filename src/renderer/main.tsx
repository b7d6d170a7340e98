import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App, PrintedPage } from './app.tsx'
import { printedPageOf } from './printed-page.ts'
import { startApp } from './stores/app.ts'
import './theme.css'

startApp()

const printed = printedPageOf(location.hash)
if (printed) document.documentElement.dataset['printed'] = ''

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(<StrictMode>{printed ? <PrintedPage {...printed} /> : <App />}</StrictMode>)
}
