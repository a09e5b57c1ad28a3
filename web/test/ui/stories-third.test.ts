import { checkStories } from "./stories.ts";

checkStories(2);
