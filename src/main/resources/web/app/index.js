import './styles/app.css';
import './ui/adopted-styles.js';

import('./main.js');
