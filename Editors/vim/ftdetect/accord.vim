autocmd BufRead,BufNewFile *.accord setfiletype accord
