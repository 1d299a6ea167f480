import '@mantine/core/styles/baseline.css'
import '@mantine/core/styles/default-css-variables.css'
import '@mantine/core/styles/global.css'
import './mantine.css'
import '../shared/tokens.css'
import '../shared/app.css'
import { preferredLang, setLang } from '../shared/i18n'
import { mount } from '../shared/mount'
import { App } from './app'

void setLang(preferredLang()).then(() => mount(<App />))
