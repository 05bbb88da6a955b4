{
    "name": "IoT box on a PC",
    "summary": "Lets the stock IoT box load its drivers on a Linux mini PC",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "author": "Community Suite",
    "license": "AGPL-3",
    "website": "https://github.com/community-suite/community-suite",
    "installable": False,
}
