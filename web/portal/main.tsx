import '@mantine/core/styles/baseline.css'
import '@mantine/core/styles/default-css-variables.css'
import '@mantine/core/styles/global.css'
import '../recorder/mantine.css'
import '../shared/tokens.css'
import '../shared/app.css'
import '../recorder/pages/door.css'
import './portal.css'
import { preferredLang, setLang, useTexts } from '../shared/i18n'
import { mount } from '../shared/mount'
import { App } from './app'
import en from './text/en.json'
import fr from './text/fr.json'

useTexts(en, fr)
void setLang(preferredLang()).then(() => mount(<App />))
