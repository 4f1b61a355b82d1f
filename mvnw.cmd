@echo off
rem Stagedoor's own Maven launcher for Windows, the counterpart of ./mvnw: it finds a JDK 21 or newer,
rem installs the Maven pinned in .mvn\wrapper\maven-wrapper.properties under %USERPROFILE%\.m2\wrapper
rem the first time, and runs it. All arguments are Maven's.
setlocal EnableExtensions DisableDelayedExpansion
set "MAVEN_PROJECTBASEDIR=%~dp0"
set "MAVEN_PROJECTBASEDIR=%MAVEN_PROJECTBASEDIR:~0,-1%"
set "MVNW_PROPS=%~dp0.mvn\wrapper\maven-wrapper.properties"

set "MVNW_URL="
set "MVNW_SHA="
for /f "usebackq eol=# tokens=1,* delims==" %%K in ("%MVNW_PROPS%") do (
  if "%%K"=="distributionUrl" set "MVNW_URL=%%L"
  if "%%K"=="distributionSha512Sum" set "MVNW_SHA=%%L"
)
if not defined MVNW_URL goto noprops
if not defined MVNW_SHA goto noprops
set "MVNW_VERSION=%MVNW_URL:*/apache-maven-=%"
set "MVNW_VERSION=%MVNW_VERSION:-bin.zip=%"

rem A JDK: JAVA_HOME, else the PATH's, else the newest one in the usual places.
set "MVNW_JDK="
set "MVNW_NEWEST=20"
if defined JAVA_HOME call :jdk "%JAVA_HOME%"
if defined MVNW_JDK goto havejdk
for /f "delims=" %%J in ('where java.exe 2^>nul') do if not defined MVNW_JDK call :jdk "%%~dpJ.."
if defined MVNW_JDK goto havejdk
for %%P in (
  "%ProgramFiles%\Eclipse Adoptium"
  "%ProgramFiles%\Java"
  "%ProgramFiles%\Microsoft"
  "%ProgramFiles%\Zulu"
  "%ProgramFiles%\Amazon Corretto"
  "%ProgramFiles%\BellSoft"
  "%ProgramFiles%\Semeru"
  "%ProgramFiles%\SapMachine\JDK"
  "%ProgramFiles%\RedHat"
  "%LOCALAPPDATA%\Programs\Eclipse Adoptium"
  "%USERPROFILE%\.jdks"
  "%USERPROFILE%\.gradle\jdks"
  "%USERPROFILE%\scoop\apps"
) do call :jdksin "%%~P"
if defined MVNW_JDK goto havejdk
>&2 echo Stagedoor needs a JDK 21 or newer: install one (for example Temurin 25 from https://adoptium.net, or `winget install EclipseAdoptium.Temurin.25.JDK`) or set JAVA_HOME to it.
exit /b 1

:havejdk
rem The stock wrapper uses the same directory, with other names in it.
set "MVNW_DISTS=%USERPROFILE%\.m2\wrapper\dists\apache-maven-%MVNW_VERSION%"
if defined MAVEN_USER_HOME set "MVNW_DISTS=%MAVEN_USER_HOME%\wrapper\dists\apache-maven-%MVNW_VERSION%"
set "MVNW_HOME=%MVNW_DISTS%\sha512-%MVNW_SHA:~0,12%"
if exist "%MVNW_HOME%\bin\mvn.cmd" goto run

set "MVNW_TRIES=0"
if not defined MVNW_FETCHING goto install
>&2 echo The mvn on the PATH is this launcher again.
exit /b 1

:install
set /a MVNW_TRIES+=1
if %MVNW_TRIES% GTR 9 goto unwritable
set "MVNW_TMP=%MVNW_DISTS%\.tmp%RANDOM%%RANDOM%"
mkdir "%MVNW_TMP%" 2>nul || goto install
set "MVNW_ZIP=%MVNW_TMP%\apache-maven-%MVNW_VERSION%-bin.zip"
rem Its own .mvn keeps a Maven on the PATH from reading any other.
mkdir "%MVNW_TMP%\.mvn"
>&2 echo Fetching Maven %MVNW_VERSION% ...
set "MVNW_MVN="
for /f "delims=" %%M in ('where mvn.cmd mvn.exe mvn.bat 2^>nul') do if not defined MVNW_MVN set "MVNW_MVN=%%M"
if not defined MVNW_MVN goto download
rem Of the user's arguments, keep the settings files.
set "MVNW_ARGS="
:nextarg
if "%~1"=="" goto fetch
if "%~1"=="-s" set MVNW_ARGS=%MVNW_ARGS% -s "%~f2"
if "%~1"=="--settings" set MVNW_ARGS=%MVNW_ARGS% -s "%~f2"
if "%~1"=="-gs" set MVNW_ARGS=%MVNW_ARGS% -gs "%~f2"
if "%~1"=="--global-settings" set MVNW_ARGS=%MVNW_ARGS% -gs "%~f2"
shift /1
goto nextarg

:fetch
rem A Maven on the PATH fetches it, through the user's own settings and mirrors, with the Java it always has.
setlocal
set "MVNW_FETCHING=1"
set "MAVEN_BASEDIR="
set "MAVEN_BATCH_PAUSE="
set "MAVEN_TERMINATE_CMD="
if not exist "%JAVA_HOME%\bin\java.exe" set "JAVA_HOME=%MVNW_JDK%"
pushd "%MVNW_TMP%"
call "%MVNW_MVN%" -q -B %MVNW_ARGS% org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy "-Dartifact=org.apache.maven:apache-maven:%MVNW_VERSION%:zip:bin" "-DoutputDirectory=%MVNW_TMP%" >"%MVNW_TMP%\log" 2>&1 <nul
popd
endlocal
if exist "%MVNW_ZIP%" goto check

:download
setlocal
set "PSModulePath="
powershell -NoProfile -ExecutionPolicy Bypass -Command "[Net.ServicePointManager]::SecurityProtocol = 'Tls12'; try { (New-Object Net.WebClient).DownloadFile($env:MVNW_URL, $env:MVNW_ZIP) } catch { [Console]::Error.WriteLine($_.Exception.Message); exit 1 }"
if errorlevel 1 goto nofetch
endlocal

:check
setlocal
set "PSModulePath="
powershell -NoProfile -ExecutionPolicy Bypass -Command "$sum = [BitConverter]::ToString([Security.Cryptography.SHA512]::Create().ComputeHash([IO.File]::ReadAllBytes($env:MVNW_ZIP))).Replace('-', ''); if ($sum -ne $env:MVNW_SHA.Trim()) { exit 1 }"
if errorlevel 1 goto wrongsum
rem Moved into place in one step; another run may have been first.
powershell -NoProfile -ExecutionPolicy Bypass -Command "try { Add-Type -AssemblyName System.IO.Compression.FileSystem; [IO.Compression.ZipFile]::ExtractToDirectory($env:MVNW_ZIP, $env:MVNW_TMP); [IO.Directory]::Move($env:MVNW_TMP + '\apache-maven-' + $env:MVNW_VERSION, $env:MVNW_HOME) } catch { if (-not [IO.File]::Exists($env:MVNW_HOME + '\bin\mvn.cmd')) { [Console]::Error.WriteLine($_.Exception.Message); exit 1 } }"
if errorlevel 1 goto nounpack
endlocal
rmdir /s /q "%MVNW_TMP%" 2>nul

:run
set "JAVA_HOME=%MVNW_JDK%"
call "%MVNW_HOME%\bin\mvn.cmd" %*
exit /b %ERRORLEVEL%

rem :jdksin DIR - tries every directory in DIR (Scoop keeps the JDK of each one in "current").
:jdksin
for /f "delims=" %%D in ('dir /b /ad "%~1" 2^>nul') do (
  call :jdk "%~1\%%D"
  call :jdk "%~1\%%D\current"
)
exit /b 0

rem :jdk DIR - takes DIR if it is a JDK (not a JRE) newer than the best so far.
:jdk
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "MVNW_N="
for /f "usebackq tokens=1,2 delims==." %%K in ("%~1\release") do if "%%K"=="JAVA_VERSION" set "MVNW_N=%%L"
if not defined MVNW_N exit /b 0
set "MVNW_N=%MVNW_N:"=%"
if %MVNW_N% LEQ %MVNW_NEWEST% exit /b 0
set "MVNW_NEWEST=%MVNW_N%"
set "MVNW_JDK=%~f1"
exit /b 0

:noprops
>&2 echo "%MVNW_PROPS%" must give distributionUrl and distributionSha512Sum.
exit /b 1

:unwritable
>&2 echo Maven %MVNW_VERSION% cannot be installed in "%MVNW_DISTS%": set MAVEN_USER_HOME to a directory that you may write to.
exit /b 1

:nofetch
if exist "%MVNW_TMP%\log" type "%MVNW_TMP%\log" >&2
rmdir /s /q "%MVNW_TMP%" 2>nul
>&2 echo Maven %MVNW_VERSION% came neither through a Maven on the PATH nor from %MVNW_URL%: check the network, or the mirror in your Maven settings.
exit /b 1

:wrongsum
rmdir /s /q "%MVNW_TMP%" 2>nul
>&2 echo The fetched Maven %MVNW_VERSION% was deleted, because its SHA-512 is not the one in "%MVNW_PROPS%": if a mirror or your local Maven repository holds a wrong copy, delete that too.
exit /b 1

:nounpack
rmdir /s /q "%MVNW_TMP%" 2>nul
>&2 echo Maven %MVNW_VERSION% could not be unpacked in "%MVNW_HOME%".
exit /b 1
