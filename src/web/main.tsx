import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { rememberedLanguage } from './i18n/language.tsx'
import { loadTexts } from './i18n/texts.ts'
import './styles/base.css'
import './styles/frame.css'
import './styles/parts.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
const language = rememberedLanguage()
createRoot(root).render(<App initial={{ language, texts: await loadTexts(language) }} />)
