import { checkStories } from "./stories.ts";

checkStories(0);
