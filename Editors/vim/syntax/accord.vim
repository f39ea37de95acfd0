" Vim syntax file: agreement files of Entente (*.accord)
if exists("b:current_syntax")
  finish
endif

syntax case ignore
syntax match accordDeclaration /^\(party\|scheme\|agreement\|additions\|include\)\>/
syntax match accordOf /\<of\>/
syntax match accordHead /^\s\+\(title\|a state\|an organisation\|codes\|members\|identity\|source\|authority\|registered down to\|no level\|not classified\|between\|kind\|draft, agreed by nobody\|nothing agreed since\|negotiated from\|signed on\|in force from\|suspended from\|ended on\|state unknown\|renewed each year, with notice of\|days in\|note\|takes the place of\|restricts\|binds\|other articles were not read\)\>/
syntax match accordArticle /^\s\+\(article\|annex\|appendix\|section\|paragraph\|preamble\|clause\|point\|practice\|chapter\|title\|footnote\)\>[^:"]*:/
syntax match accordRule /\<\(levels, highest first\|levels, both ways\|levels, from\|levels unknown\|levels as the originator marked them\|electronically up to\|up to\|by courier only\|covers all classified information\|covers\|the receiver keeps\|never\|two officers release\|share through\|is in the groups\|provides for\|words\)\>/
syntax match accordClock /\<\(at once\|promptly\|each year\|within \d\+ \(hours\|days\|months\|years\)\|every \d\+ \(months\|years\)\)\>/
syntax match accordWord /\<\(also\|in\|until\|from\|and\|at\)\>/
syntax match accordGap /\<\(none\|unknown\)\>/
syntax match accordDate /\<\d\{4\}\(-\d\d\(-\d\d\)\?\)\?\>/
syntax match accordEquals /=/
syntax region accordText start=/"/ skip=/\\./ end=/"/ oneline
syntax match accordComment /#.*$/ contains=accordTodo
syntax keyword accordTodo contained TODO INVENTED

highlight default link accordDeclaration Structure
highlight default link accordOf Keyword
highlight default link accordHead Keyword
highlight default link accordArticle Label
highlight default link accordRule Statement
highlight default link accordClock Number
highlight default link accordWord Keyword
highlight default link accordGap Constant
highlight default link accordDate Number
highlight default link accordEquals Operator
highlight default link accordText String
highlight default link accordComment Comment
highlight default link accordTodo Todo

let b:current_syntax = "accord"
