"""Passwords of twelve characters and more that many people use, and words of which passwords here are often made."""

PASSWORDS = frozenset(
    """
    123456789012 1234567890123 12345678901234 1234567890qwerty 123456789abc 123456789qwe 123456789qwerty 1q2w3e4r5t6y
    1q2w3e4r5t6y7u 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qazxsw23edc abcdefghijkl abcdefghijklm abcd1234abcd abcdefg12345
    adminadmin123 administrator administrator1 asdfghjkl123 asdfghjkl1234 asdfasdfasdf asdf1234asdf changeme1234
    changemenow1 correcthorsebatterystaple chelseafc1905 christmas2024 christmas2025 christmas2026 computer1234
    defaultpassword dragonball12 football1234 footballfootball iloveyou1234 iloveyouforever iloveyousomuch
    imissyousomuch ilovemyfamily ilovemymum123 jesuschrist1 jesusislord12 justinbieber letmein12345 letmeinletmein
    liverpoolfc1 liverpoolfc1892 loveyouforever manchester12 manchesterunited mypassword123 nevergiveup1 newcastleunited
    p@ssw0rd1234 password1234 password12345 password123456 password123! passwordpassword password1password
    passw0rd1234 princess1234 q1w2e3r4t5y6 qazwsxedcrfv qazwsxedc123 qweasdzxc123 qwer1234qwer qwerty123456
    qwerty1234567 qwertyqwerty qwertyuiop12 qwertyuiop123 qwertyuiop[] qwertyuiopasdfghjkl qwertyuiopas rangers1872fc
    secretsecret smokeymountain spongebob123 summer2024!! summer2025!! summer2026!! sunshine1234 superman1234
    supersecret1 temppassword thisisapassword thisismypassword trustno1trustno1 tottenhamhotspur welcome12345
    welcometothejungle whatever1234 winter2024!! winter2025!! winter2026!! zaq12wsxcde3 zxcvbnm12345 zxcvbnmzxcvbnm
    qwerty12345678 a1b2c3d4e5f6 aa123456789a abc123abc123 abc123456789 aaaabbbbcccc 111222333444 112233445566
    987654321098 098765432109 121212121212 123123123123 123321123321 131313131313 147258369147 159357159357
    """.split()  # noqa: SIM905
)
WORDS = [
    "administrator", "advocate", "agency", "autumn", "birmingham", "bradford", "care", "case", "changeme", "chelsea",
    "child", "children", "christmas", "circle", "coordinator", "council", "conference", "default", "england",
    "everton", "families", "family", "fgc", "football", "group", "hello", "health", "home", "house", "iloveyou",
    "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
    "king", "leeds", "letmein", "liverpool", "login", "london", "love", "manager", "manchester", "master", "meeting",
    "meetings", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "nurse", "office", "pass",
    "password", "plan", "police", "private", "qwerty", "qwertyuiop", "room", "rooms", "scotland", "school", "secret",
    "service", "services", "social", "spring", "staff", "summer", "sunshine", "teacher", "team", "temp", "test", "the",
    "time", "user", "wales", "welcome", "winter", "work", "worker", "workers", "asdf", "asdfgh", "zxcvbn", "admin",
]  # fmt: skip
