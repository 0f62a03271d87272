"""Family names: the usual Latin spellings beside what the rules give, and the two-syllable ones.

Facts from passports, papers and catalogues (frequency surveys of South Korean passports; Northern press usage).
Keys are Hangul after the initial-sound law as written in the South; the law adds the Northern form.
"""

from __future__ import annotations

_SPELLINGS = """
김 kim gim kym ghim
이 lee yi rhee ri li i rhie yee rhi lie leigh reeh
박 park pak bak bark pahk bahk
최 choi choe chey choy chwe
정 jung chung jeong jong chong cheong joung choung
강 kang gang kahng
조 cho jo joe choh joh
윤 yoon yun youn yune
장 jang chang jahng
임 lim im rim yim leem rhim
한 han hahn
오 oh o au
서 seo suh so su sur seoh
신 shin sin shinn
권 kwon gwon kweon
황 hwang whang
안 ahn an
송 song
전 jeon chun jun chon jon cheon chean
홍 hong
유 yoo yu ryu ryoo you lyu liu rew
고 ko go koh goh
문 moon mun
양 yang ryang
손 son sohn
배 bae pae bai pai
백 baek paek paik baik back beak
허 heo huh hur ho her
남 nam
심 shim sim
노 noh roh no ro
하 ha hah
곽 kwak gwak kwack
성 sung seong song
차 cha
주 joo ju chu choo
우 woo u wu
구 koo gu ku goo
민 min
나 na ra nah la
류 ryu yoo yu ryoo rew
진 jin chin
지 ji chi jee chee
엄 eom um om uhm
채 chae chai
원 won weon
천 cheon chun chon
방 bang pang
공 kong gong
현 hyun hyeon hyon
함 ham hahm
변 byun byeon pyon byon pyun
염 yeom yum ryom yom
여 yeo yo yuh ryo lyuh
추 choo chu
도 do to toh doh
소 so soh
석 seok suk sok
선 sun seon son
설 seol sul sol
마 ma mah
길 gil kil
연 yeon yun yon ryon
위 wi wee
표 pyo phyo
명 myung myeong myong
기 ki gi kee
반 ban pan bahn
왕 wang
금 keum geum kum
옥 ok ock
육 yook yuk ryuk
인 in ihn
맹 maeng
제 je jae che
모 mo moh
탁 tak tark
국 kook guk kuk
어 eo uh o
은 eun
편 pyun pyeon phyon pyon
용 yong ryong
예 ye yeh
경 kyung kyong gyeong
봉 bong pong
사 sa
부 boo bu pu
황보 hwangbo whangbo
남궁 namgung namkung namkoong namgoong
제갈 jegal chegal jaegal
사공 sagong sakong
선우 sunwoo seonu sonu sunu seonwoo
서문 seomun somun suhmoon
독고 dokgo tokko dokko tokgo
동방 dongbang tongbang
망절 mangjeol
"""
SPELLINGS: dict[str, tuple[str, ...]] = {
    row.split()[0]: tuple(row.split()[1:]) for row in _SPELLINGS.strip().splitlines()
}
TWO_SYLLABLES = frozenset(name for name in SPELLINGS if len(name) == 2)
