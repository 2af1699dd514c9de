"""The words of the window in other languages: `*.ts` to be edited, `*.qm` to be loaded."""
