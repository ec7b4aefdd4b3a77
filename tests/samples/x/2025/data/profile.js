window.YTD.profile.part0 = [
  {
    "profile" : {
      "description" : {
        "bio" : "Maths &amp; tutor group 9NO at Harrow Lane Academy. Views my own",
        "website" : "https://t.co/Zz1abcdefg",
        "location" : "Leeds"
      },
      "avatarMediaUrl" : "https://pbs.twimg.com/profile_images/1/a.jpg"
    }
  }
]
