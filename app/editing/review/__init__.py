"""From a draft that was handed in to history: what waits for whom, what a reviewer says, previews, who may decide, and the writing."""
